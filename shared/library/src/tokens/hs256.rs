//! HS256 for `jsonwebtoken`, of the two crates that sign everything else here.
//!
//! With its own providers the library brings RSA and three kinds of curves, which no token of ours uses: thirty
//! crates to build and to trust. A provider that knows one algorithm also refuses every other by having no way to
//! verify it.

use hmac::{Hmac, KeyInit, Mac};
use jsonwebtoken::{
    Algorithm,
    crypto::{CryptoProvider, JwtSigner, JwtVerifier, KeyUtils},
    errors::{ErrorKind, Result},
    signature::{self, Signer, Verifier},
};
use sha2::Sha256;

/// Makes it what this process signs and verifies with. Anyone may ask for it, any number of times.
pub(super) fn install() {
    static PROVIDER: CryptoProvider = CryptoProvider {
        signer_factory: |algorithm, key| Ok(Box::new(Hs256::of(*algorithm, key.as_bytes())?)),
        verifier_factory: |algorithm, key| Ok(Box::new(Hs256::of(*algorithm, key.try_get_as_bytes()?)?)),
        key_utils: KeyUtils::new_unimplemented(),
    };
    // Refused when it is there already.
    let _ = PROVIDER.install_default();
}

struct Hs256(Hmac<Sha256>);

impl Hs256 {
    fn of(algorithm: Algorithm, key: &[u8]) -> Result<Self> {
        if algorithm != Algorithm::HS256 {
            return Err(ErrorKind::InvalidAlgorithm.into());
        }
        Hmac::new_from_slice(key).map(Self).map_err(|_| ErrorKind::InvalidKeyFormat.into())
    }

    fn over(&self, message: &[u8]) -> Hmac<Sha256> {
        self.0.clone().chain_update(message)
    }
}

impl Signer<Vec<u8>> for Hs256 {
    fn try_sign(&self, message: &[u8]) -> std::result::Result<Vec<u8>, signature::Error> {
        Ok(self.over(message).finalize().into_bytes().to_vec())
    }
}

impl Verifier<Vec<u8>> for Hs256 {
    fn verify(&self, message: &[u8], signature: &Vec<u8>) -> std::result::Result<(), signature::Error> {
        self.over(message).verify_slice(signature).map_err(|_| signature::Error::new())
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
    fn it_signs_as_the_standard_s_example_is_signed() {
        install();
        let key = EncodingKey::from_urlsafe_base64_secret(KEY).unwrap();
        assert_eq!(crypto::sign(SIGNED.as_bytes(), &key, Algorithm::HS256).unwrap(), SIGNATURE);
    }

    #[test]
    fn it_verifies_that_signature_and_no_other() {
        install();
        let key = DecodingKey::from_secret(EncodingKey::from_urlsafe_base64_secret(KEY).unwrap().as_bytes());
        let accepts = |signature: &str| crypto::verify(signature, SIGNED.as_bytes(), &key, Algorithm::HS256).unwrap();
        assert!(accepts(SIGNATURE));
        for other in ["", &SIGNATURE[..40], &SIGNATURE.replacen('d', "e", 1)] {
            assert!(!accepts(other), "{other:?}");
        }
    }

    #[test]
    fn it_knows_one_algorithm() {
        install();
        for other in [Algorithm::HS384, Algorithm::HS512, Algorithm::RS256, Algorithm::ES256, Algorithm::EdDSA] {
            assert!(crypto::sign(b"", &EncodingKey::from_secret(&[1; 64]), other).is_err(), "{other:?}");
        }
    }
}
