//! The systemd units in `docs/deploy`.

use std::{path::Path, process::Command};

use wpp_tests::harness::report_missing;

/// Highest exposure that `systemd-analyze security` may report, from 0 (none) to 10.
const MAX_EXPOSURE: f64 = 2.0;

#[test]
fn units_restrict_their_processes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/deploy/systemd");
    for unit in ["wpp.service", "wpp-web@.service", "wpp-worker@.service"] {
        let analysed = Command::new("systemd-analyze")
            .args(["security", "--offline=true", "--no-pager"])
            .arg(folder.join(unit))
            .output();
        let Ok(output) = analysed else {
            return report_missing("systemd-analyze");
        };
        let report = String::from_utf8_lossy(&output.stdout);
        let level = report.lines().find(|line| line.contains("Overall exposure level"));
        let level = level.and_then(|line| line.rsplit(": ").next()?.split(' ').next()?.parse::<f64>().ok());
        let level = level.unwrap_or_else(|| panic!("{unit}: {report}\n{}", String::from_utf8_lossy(&output.stderr)));
        assert!(level <= MAX_EXPOSURE, "{unit} has exposure {level}:\n{report}");
    }
}
