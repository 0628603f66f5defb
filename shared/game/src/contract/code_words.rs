//! Sequences of consonants that people read as a word or know as an abbreviation, in English and Danish. No session code
//! contains one.

/// Abbreviations and words without their vowels. The alphabet of codes has no vowels, so other words cannot appear.
const FRAGMENTS: &[&str] = &[
    // English: crude words.
    "BLW", "BSTRD", "BTCH", "CCK", "CLT", "CNT", "CRP", "DCK", "DLD", "DMN", "FCK", "FCX", "FGT", "FGG", "FKC", "FKK",
    "FKN", "FKR", "FQ", "FRT", "FVCK", "HJB", "HNDJB", "HRN", "JZZ", "KCK", "KNT", "MLF", "MTHRF", "NDS", "NZS", "PRN",
    "PRC", "PRV", "PSS", "PHK", "PVSS", "RPD", "SCKS", "SCX", "SHT", "SLT", "SLVT", "SNTCH", "SPRM", "STFN", "STFV",
    "SVCK", "SXX", "TRD", "TVRD", "TWT", "VGN", "WHR", "WNK", "WTF", "XXX",
    // English: slurs, drugs, and groups that were violent.
    "CNK", "CRCK", "DKK", "DRG", "GNG", "GSTP", "HMMR", "HTLR", "JHD", "JWS", "KKK", "KLL", "LSD", "MTH", "NGG", "NGR",
    "NZL", "NZ", "RPST", "SPC", "SS", "THC", "TRNN", "VZS", "WPS", "XTC",
    // English: words without vowels, and common abbreviations.
    "BBQ", "BFF", "BRB", "BRR", "BTW", "CRWTH", "DDR", "DVD", "FBK", "GRR", "HMM", "HSV", "LGBT", "NSFW", "PFF", "PHD",
    "PSST", "RMB", "SHH", "STD", "SWF", "TSK", "WC", "WW", "ZZZ",
    // Danish: crude words, slurs and parties.
    "BLLR", "BSSM", "FSS", "HLVD", "HRR", "KLTTR", "KNLD", "KNPP", "KNSK", "KSS", "KVSS", "LDR", "LRT", "LSK", "LSB",
    "LVDR", "MDD", "MGLF", "NGRR", "NNZ", "NZST", "PKK", "PKR", "PRL", "PRKK", "PTT", "RBNK", "RVH", "RVS", "RVV",
    "SKD", "SPST", "SVN", "TBR", "TSS", "TSSK", "DNSK", "DNN", "FND", "FNDN", "STN", "STRN",
    // Danish: words without vowels, and common abbreviations.
    "DKP", "DR", "DSB", "FCK", "FVM", "HJLP", "KBH", "MVH", "PLZ", "SKRT", "SRB", "TV", "VLD", "VRB",
];

/// Reports whether a code of capital letters contains a listed sequence.
pub(super) fn reads_as_word(code: &str) -> bool {
    FRAGMENTS.iter().any(|fragment| code.contains(fragment))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_listed_sequences_anywhere() {
        for code in ["FCKBDR", "BFCKDR", "BDRFCK", "KBHJLP", "BWTFDR", "BBSHTB", "LRTBDG", "XXXBDG"] {
            assert!(reads_as_word(code), "{code}");
        }
        for code in ["KWXTRN", "BBBBBB", "BCDFGH", "QJXVKW"] {
            assert!(!reads_as_word(code), "{code}");
        }
    }
}
