//! The time in which a certificate is valid.

use tokio_rustls::rustls::pki_types::{CertificateDer, pem::PemObject as _};
use wpp_game::time::Timestamp;
use yasna::{ASN1Error, ASN1ErrorKind, ASN1Result, BERReader, Tag, tags};

/// Start and end of a certificate's validity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tls) struct Validity {
    /// The first moment.
    pub not_before: Timestamp,
    /// The last moment.
    pub not_after: Timestamp,
}

impl Validity {
    /// Reads the first certificate of a file in PEM format. `None` if there is no readable one.
    pub(in crate::tls) fn of_pem(pem: &[u8]) -> Option<Self> {
        Self::of_der(&CertificateDer::from_pem_slice(pem).ok()?)
    }

    fn of_der(der: &[u8]) -> Option<Self> {
        yasna::parse_der(der, |reader| {
            reader.read_sequence(|reader| {
                let validity = reader.next().read_sequence(|reader| {
                    // The version is absent in the first version of the format.
                    reader.read_optional(|reader| reader.read_tagged(Tag::context(0), |reader| reader.read_i64()))?;
                    let [_serial, _algorithm, _issuer] =
                        [reader.next().read_der()?, reader.next().read_der()?, reader.next().read_der()?];
                    let validity = reader.next().read_sequence(|reader| {
                        let not_before = read_time(reader.next())?;
                        Ok(Self { not_before, not_after: read_time(reader.next())? })
                    })?;
                    while reader.read_optional(|reader| reader.read_der())?.is_some() {}
                    Ok(validity)
                })?;
                while reader.read_optional(|reader| reader.read_der())?.is_some() {}
                Ok(validity)
            })
        })
        .ok()
    }

    /// Returns the moment from which on a new certificate is ordered: after two thirds of the validity, which is 30 days
    /// before the end of the usual 90.
    pub(super) fn renew_at(&self) -> Timestamp {
        self.not_after.minus_ms(self.not_after.ms_since(self.not_before) / 3)
    }
}

/// Reads a moment. Certificates write those before 2050 in another format than later ones.
fn read_time(reader: BERReader<'_, '_>) -> ASN1Result<Timestamp> {
    let time = if reader.lookahead_tag()? == tags::TAG_UTCTIME {
        *reader.read_utctime()?.datetime()
    } else {
        *reader.read_generalized_time()?.datetime()
    };
    let millis = time.unix_timestamp().checked_mul(1000);
    millis.map(Timestamp::from_millis).ok_or_else(|| ASN1Error::new(ASN1ErrorKind::Invalid))
}

#[cfg(test)]
mod tests {
    use rcgen::{CertificateParams, KeyPair, date_time_ymd};

    use super::*;

    #[test]
    fn reads_both_formats_of_time() {
        let mut params = CertificateParams::new(vec!["party.example.org".to_owned()]).unwrap();
        params.not_before = date_time_ymd(2026, 11, 1);
        params.not_after = date_time_ymd(2051, 2, 3);
        let pem = params.self_signed(&KeyPair::generate().unwrap()).unwrap().pem();
        let read = Validity::of_pem(pem.as_bytes()).expect("a certificate");
        assert_eq!(read.not_before, Timestamp::from_millis(1_793_491_200_000));
        assert_eq!(read.not_after, Timestamp::from_millis(2_558_995_200_000));
        assert_eq!(Validity::of_pem(b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"), None);
        assert_eq!(Validity::of_pem(b""), None);
    }

    #[test]
    fn a_third_of_the_validity_is_left_at_the_renewal() {
        let [not_before, not_after] = [0, 90].map(|days: i64| Timestamp::from_millis(days * 24 * 60 * 60 * 1000));
        let renew_at = Validity { not_before, not_after }.renew_at();
        assert_eq!(renew_at, Timestamp::from_millis(60 * 24 * 60 * 60 * 1000));
    }
}
