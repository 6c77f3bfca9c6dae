//! The figures of a whole run.

use crate::extract::{Status, Strength};
use crate::note::Side;
use crate::record::{FolderRecord, Record, Waiver};
use crate::rules::{Severity, Verdict};
use serde::Serialize;

/// What a run came to: added up record by record, so that no record need be kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// How many notes were analyzed.
    pub notes: usize,
    /// How many notes came to which verdict.
    pub verdicts: VerdictCounts,
    /// Commitments still to do, by whose they are; empty ones and requests commit nobody and are not counted.
    pub open_commitments: SideCounts,
    /// Findings by severity.
    pub findings: SeverityCounts,
    /// Findings that count for nothing: suppressed in their note, or known to the baseline.
    pub waived: WaivedCounts,
    /// How many files or folders could not be read.
    pub errors: usize,
}

/// How many notes came to which verdict.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct VerdictCounts {
    pub order: usize,
    pub no_sale: usize,
    pub no_contact: usize,
    pub advance: usize,
    pub continuation: usize,
}

/// How many commitments are whose.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct SideCounts {
    pub us: usize,
    pub them: usize,
    pub both: usize,
    pub third: usize,
    pub unknown: usize,
}

/// How many findings count for nothing, by what waives them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct WaivedCounts {
    pub suppressed: usize,
    pub baseline: usize,
}

/// How many findings are how bad.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct SeverityCounts {
    pub error: usize,
    pub warning: usize,
    pub info: usize,
}

impl Summary {
    /// Counts one more note.
    pub fn add(&mut self, record: &Record) {
        self.notes += 1;
        *self.verdicts.of(record.verdict) += 1;
        for commitment in &record.commitments {
            let commits = !matches!(commitment.strength, Strength::Empty | Strength::Request);
            if commits && commitment.status == Status::Open {
                *self.open_commitments.of(commitment.side) += 1;
            }
        }
        for finding in &record.findings {
            *self.findings.of(finding.severity) += 1;
        }
        for waived in &record.waived {
            match waived.waiver {
                Waiver::Suppression { .. } => self.waived.suppressed += 1,
                Waiver::Baseline => self.waived.baseline += 1,
            }
        }
    }

    /// Counts the findings about a folder.
    pub fn add_folder(&mut self, folder: &FolderRecord) {
        for finding in &folder.findings {
            *self.findings.of(finding.severity) += 1;
        }
    }

    /// The customer's share of the open commitments that are the customer's or ours, from 0 to 1; a joint one is
    /// the customer's too. `None` where there are none.
    pub fn customer_share(&self) -> Option<f64> {
        let SideCounts { us, them, both, .. } = self.open_commitments;
        let all = us + them + both;
        (all > 0).then(|| (them + both) as f64 / all as f64)
    }
}

impl VerdictCounts {
    fn of(&mut self, verdict: Verdict) -> &mut usize {
        match verdict {
            Verdict::Order => &mut self.order,
            Verdict::NoSale => &mut self.no_sale,
            Verdict::NoContact => &mut self.no_contact,
            Verdict::Advance => &mut self.advance,
            Verdict::Continuation => &mut self.continuation,
        }
    }
}

impl SideCounts {
    fn of(&mut self, side: Side) -> &mut usize {
        match side {
            Side::Us => &mut self.us,
            Side::Them => &mut self.them,
            Side::Both => &mut self.both,
            Side::Third => &mut self.third,
            Side::Unknown => &mut self.unknown,
        }
    }
}

impl SeverityCounts {
    fn of(&mut self, severity: Severity) -> &mut usize {
        match severity {
            Severity::Error => &mut self.error,
            Severity::Warning => &mut self.warning,
            Severity::Info => &mut self.info,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_customers_share_counts_joint_acts_and_leaves_out_third_parties() {
        let mut summary = Summary::default();
        assert_eq!(summary.customer_share(), None);
        summary.open_commitments = SideCounts { us: 2, them: 1, both: 1, third: 5, unknown: 7 };
        assert_eq!(summary.customer_share(), Some(0.5));
    }
}
