//! Named figures, and their comparison with an earlier run.

use std::{collections::BTreeMap, fmt};

use serde::{Deserialize, Serialize};

/// Figures by load, platform and name. Of a load that runs twice on a platform, the mean is kept.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Figures {
    /// All figures.
    pub loads: BTreeMap<String, BTreeMap<String, BTreeMap<String, Figure>>>,
    /// What went wrong; empty if everything was delivered.
    #[serde(default)]
    pub failures: Vec<String>,
    /// The load and the platform that [`add`](Self::add) refers to.
    #[serde(skip)]
    current: (String, String),
}

/// The results of one figure.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Figure(pub Vec<f64>);

impl Figure {
    /// Returns the mean.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a figure has a handful of results")]
    pub fn mean(&self) -> f64 {
        self.0.iter().sum::<f64>() / self.0.len().max(1) as f64
    }
}

impl Figures {
    /// Returns an empty set for one load on one platform.
    #[must_use]
    pub fn of(load: &str, platform: &str) -> Self {
        Self { current: (load.to_owned(), platform.to_owned()), ..Self::default() }
    }

    /// Adds a result.
    pub fn add(&mut self, name: &str, value: f64) {
        let (load, platform) = self.current.clone();
        let figures = self.loads.entry(load).or_default().entry(platform).or_default();
        figures.entry(name.to_owned()).or_default().0.push((value * 100.0).round() / 100.0);
    }

    /// Adds all results of another set.
    pub fn extend(&mut self, other: Self) {
        for (load, platforms) in other.loads {
            for (platform, figures) in platforms {
                for (name, Figure(results)) in figures {
                    let known = self.loads.entry(load.clone()).or_default().entry(platform.clone()).or_default();
                    known.entry(name).or_default().0.extend(results);
                }
            }
        }
        self.failures.extend(other.failures);
    }

    /// Returns a figure.
    #[must_use]
    pub fn get(&self, load: &str, platform: &str, name: &str) -> Option<f64> {
        self.loads.get(load)?.get(platform)?.get(name).map(Figure::mean)
    }

    /// Returns a table of all figures: the value, its ratio to the bare server, and its ratio to an earlier run.
    #[must_use]
    pub fn compared_with(&self, earlier: Option<&Self>) -> String {
        let mut table = String::new();
        for (load, platforms) in &self.loads {
            table.push_str(&format!("\n{load}\n"));
            for (platform, figures) in platforms {
                for (name, figure) in figures {
                    let value = figure.mean();
                    let ratio = |other: Option<f64>| match other {
                        Some(other) if other > 0.0 => format!("{:.2} ×", value / other),
                        _ => "–".to_owned(),
                    };
                    let bare = ratio(self.get(load, "bare server", name).filter(|_| platform != "bare server"));
                    let before = ratio(earlier.and_then(|earlier| earlier.get(load, platform, name)));
                    table.push_str(&format!("  {platform:<22} {name:<30} {value:>10.2} {bare:>10} {before:>10}\n"));
                }
            }
        }
        let head = format!("  {:<22} {:<30} {:>10} {:>10} {:>10}\n", "", "", "figure", "bare", "recorded");
        head + &table
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (load, platforms) in &self.loads {
            for (platform, figures) in platforms {
                let all: Vec<String> =
                    figures.iter().map(|(name, figure)| format!("{name} {:.2}", figure.mean())).collect();
                writeln!(f, "{load} · {platform}: {}", all.join("; "))?;
            }
        }
        self.failures.iter().try_for_each(|failure| writeln!(f, "  failed: {failure}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_figures_are_averaged_and_compared() {
        let mut all = Figures::default();
        for value in [10.0, 30.0] {
            let mut one = Figures::of("a load", "one wpp");
            one.add("cost", value);
            all.extend(one);
        }
        let mut bare = Figures::of("a load", "bare server");
        bare.add("cost", 5.0);
        all.extend(bare);
        assert_eq!(all.get("a load", "one wpp", "cost"), Some(20.0));
        let table = all.compared_with(Some(&all));
        assert!(table.contains("20.00     4.00 ×     1.00 ×"), "{table}");
    }

    #[test]
    fn figures_survive_their_file() {
        let mut figures = Figures::of("a load", "one wpp");
        figures.add("cost", 1.234);
        let text = serde_json::to_string(&figures).unwrap();
        let read: Figures = serde_json::from_str(&text).unwrap();
        assert_eq!(read.get("a load", "one wpp", "cost"), Some(1.23));
    }
}
