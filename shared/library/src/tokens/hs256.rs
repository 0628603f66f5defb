//! HS256 signatures for `jsonwebtoken`, based on the `hmac` and `sha2` crates.
//!
//! The providers of the library include RSA and elliptic curves: thirty more crates to build and to trust. This
//! provider supports one algorithm, so tokens with any other algorithm cannot be verified.

use hmac::{Hmac, KeyInit, Mac};
use jsonwebtoken::{
    Algorithm,
    crypto::{CryptoProvider, JwtSigner, JwtVerifier, KeyUtils},
    errors::{ErrorKind, Result},
    signature::{self, Signer, Verifier},
};
use sha2::Sha256;

/// Installs the provider for this process. Repeated calls have no effect.
pub(super) fn install() {
    static PROVIDER: CryptoProvider = CryptoProvider {
        signer_factory: |algorithm, key| Ok(Box::new(Hs256::of(*algorithm, key.as_bytes())?)),
        verifier_factory: |algorithm, key| Ok(Box::new(Hs256::of(*algorithm, key.try_get_as_bytes()?)?)),
        key_utils: KeyUtils::new_unimplemented(),
    };
    // An error means that a provider is already installed.
    let _ = PROVIDER.install_default();
}

struct Hs256 {
    mac: Hmac<Sha256>,
}

impl Hs256 {
    fn of(algorithm: Algorithm, key: &[u8]) -> Result<Self> {
        if algorithm != Algorithm::HS256 {
            return Err(ErrorKind::InvalidAlgorithm.into());
        }
        Hmac::new_from_slice(key).map(|mac| Self { mac }).map_err(|_| ErrorKind::InvalidKeyFormat.into())
    }

    fn mac_of(&self, message: &[u8]) -> Hmac<Sha256> {
        self.mac.clone().chain_update(message)
    }
}

impl Signer<Vec<u8>> for Hs256 {
    fn try_sign(&self, message: &[u8]) -> std::result::Result<Vec<u8>, signature::Error> {
        Ok(self.mac_of(message).finalize().into_bytes().to_vec())
    }
}

impl Verifier<Vec<u8>> for Hs256 {
    fn verify(&self, message: &[u8], signature: &Vec<u8>) -> std::result::Result<(), signature::Error> {
        self.mac_of(message).verify_slice(signature).map_err(|_| signature::Error::new())
    }
}

impl JwtSigner for Hs256 {
    fn algorithm(&self) -> Algorithm {
        Algorithm::HS256
    }
}

impl JwtVerifier for Hs256 {
    fn algorithm(&self) -> Algorithm {
        Algorithm::HS256
    }
}

#[cfg(test)]
mod tests {
    use jsonwebtoken::{DecodingKey, EncodingKey, crypto};

    use super::*;

    /// RFC 7515, appendix A.1.
    const KEY: &str = "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow==";
    const SIGNED: &str = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.\
                          eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
    const SIGNATURE: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    #[test]
    fn signs_the_example_of_the_standard() {
        install();
        let key = EncodingKey::from_urlsafe_base64_secret(KEY).unwrap();
        assert_eq!(crypto::sign(SIGNED.as_bytes(), &key, Algorithm::HS256).unwrap(), SIGNATURE);
    }

    #[test]
    fn verifies_only_the_right_signature() {
        install();
        let key = DecodingKey::from_secret(EncodingKey::from_urlsafe_base64_secret(KEY).unwrap().as_bytes());
        let accepts = |signature: &str| crypto::verify(signature, SIGNED.as_bytes(), &key, Algorithm::HS256).unwrap();
        assert!(accepts(SIGNATURE));
        for other in ["", &SIGNATURE[..40], &SIGNATURE.replacen('d', "e", 1)] {
            assert!(!accepts(other), "{other:?}");
        }
    }

    #[test]
    fn supports_one_algorithm() {
        install();
        for other in [Algorithm::HS384, Algorithm::HS512, Algorithm::RS256, Algorithm::ES256, Algorithm::EdDSA] {
            assert!(crypto::sign(b"", &EncodingKey::from_secret(&[1; 64]), other).is_err(), "{other:?}");
        }
    }
}
