//! Scenarios as JUnit XML, one suite a tree.

use std::time::Duration;

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use crate::{
    base::{Sources, clean, clean_line},
    report::diagnostics::{Look, pictures},
    scenario::{Suite, Tried},
};

/// Writes a report; times are not measured, so that the same scenarios give the same bytes.
pub fn junit(sources: &Sources, suites: &[Suite], tried: &[Tried]) -> String {
    let mut report = Report::new("lotse test");
    for (number, suite) in suites.iter().enumerate() {
        let mut own = TestSuite::new(clean_line(suite.tree.as_str()));
        for it in tried.iter().filter(|it| it.suite == number) {
            own.add_test_case(case(sources, suite, it));
        }
        if own.test_cases.is_empty() {
            continue;
        }
        report.add_test_suite(own);
    }
    report.to_string().unwrap_or_default()
}

fn case(sources: &Sources, suite: &Suite, tried: &Tried) -> TestCase {
    let mut status = TestCaseStatus::success();
    if let Some(first) = tried.judged.findings.first() {
        status = TestCaseStatus::non_success(NonSuccessKind::Failure);
        let findings = &tried.judged.findings;
        let look = Look { color: false, unicode: true, width: 100 };
        status.set_type(first.code.name).set_message(clean_line(&first.message));
        status.set_description(clean(&pictures(sources, findings, look)));
    }
    let mut case = TestCase::new(clean_line(tried.id.as_str()), status);
    case.set_classname(clean_line(suite.tree.as_str())).set_time(Duration::ZERO);
    if let Some(source) = sources.get(suite.source) {
        case.extra.insert("file".into(), clean_line(&source.name).as_ref().into());
        case.extra.insert("line".into(), source.position(tried.span.start).line.to_string().into());
    }
    case
}
