"""Who may open the pages of `proposals` and its parts."""

from academy.access.rows import EVERYBODY, SECRETARIAT, STAFF, Access, at_cohort
from academy.proposals import programmes, samples
from academy.proposals import samples as proposal_samples
from academy.proposals.budget import requests
from academy.proposals.deciding import cases as decisions
from academy.proposals.followup import followed
from academy.proposals.forms import samples as forms
from academy.proposals.reviewing import people as reviews

OFFICES = "akari secretariat auditor"
"""Who proposes, the office and finance: a proposal before its review is seen by nobody else."""
JUDGES = "secretariat reviewer chihiro daichi"
"""The office and the three who review it."""
REVIEWING = f"akari auditor {JUDGES}"
BUDGET = "akari botan manager secretariat auditor"
"""The proposers, the division that requests, the office and finance."""

TABLE: dict[str, Access] = {
    "deciding:decisions": Access(SECRETARIAT, proposal_samples.at_call),
    "deciding:announce": Access(SECRETARIAT, proposal_samples.at_call, "post"),
    "deciding:results": Access(STAFF, proposal_samples.at_call),
    "deciding:results_workbook": Access(STAFF, proposal_samples.at_call),
    "deciding:prizes": Access(SECRETARIAT, proposal_samples.at_call),
    "deciding:decide": Access(SECRETARIAT, decisions.at_waiting),
    "deciding:verdict_notice": Access("akari secretariat", decisions.at_announced),
    "deciding:give_prize": Access(SECRETARIAT, decisions.at_announced, "post"),
    "deciding:certificate": Access(STAFF, decisions.at_prized),
    "deciding:aftercares": Access(EVERYBODY),
    "deciding:aftercare": Access("akari botan manager secretariat auditor", decisions.at_aftercare),
    "deciding:finish": Access(
        "akari botan manager secretariat auditor", decisions.at_aftercare, "post"
    ),
    "deciding:statistics": Access("secretariat auditor", decisions.at_numbers),
    "deciding:statistics_workbook": Access(
        "secretariat auditor", lambda city: decisions.at_numbers(city, "years")
    ),
    "budget:assess": Access(BUDGET, requests.at(requests.requested)),
    "budget:begin": Access(STAFF, samples.at_decided),
    "budget:edit": Access(BUDGET, requests.at(requests.draft)),
    "budget:lines_workbook": Access(BUDGET, requests.at(requests.draft)),
    "budget:request": Access(BUDGET, requests.at(requests.draft)),
    "budget:take": Access(BUDGET, requests.at(requests.draft, "request"), method="post"),
    "budget:year": Access("secretariat auditor", requests.at_year),
    "budget:year_workbook": Access("secretariat auditor", requests.at_year),
    "followup:approve_summary": Access(STAFF, followed.at_summary, method="post"),
    "followup:begin": Access(STAFF, followed.at_decided, method="post"),
    "followup:confirm": Access(STAFF, followed.at_followed),
    "followup:confirmation": Access(STAFF, followed.at_confirmed),
    "followup:confirmation_word": Access(STAFF, followed.at_confirmed),
    "followup:correct_value": Access(STAFF, followed.at_value),
    "followup:following": Access(STAFF, followed.at_followed),
    "followup:followings": Access("secretariat auditor", followed.at_list),
    "followup:followings_workbook": Access("secretariat auditor", followed.at_list),
    "followup:indicator": Access(STAFF, followed.at_indicator),
    "followup:indicator_workbook": Access(STAFF, followed.at_indicator),
    "followup:milestone": Access(STAFF, followed.at_milestone),
    "followup:new_indicator": Access(STAFF, followed.at_followed),
    "followup:new_milestone": Access(STAFF, followed.at_followed),
    "followup:new_value": Access(STAFF, followed.at_actual),
    "followup:start": Access(STAFF, followed.at_followed),
    "followup:write_summary": Access(STAFF, followed.at_followed),
    "forms:new": Access(STAFF, forms.at_duties),
    "forms:own": Access(STAFF, forms.at_own),
    "forms:own-file": Access(STAFF, forms.at_own),
    "forms:own-filled": Access(STAFF, forms.at_own_filled),
    "forms:remove": Access(STAFF, forms.at_own, method="post"),
    "forms:shelf": Access(STAFF),
    "forms:shipped": Access(STAFF, forms.at_shipped),
    "forms:shipped-file": Access(STAFF, forms.at_shipped),
    "forms:shipped-filled": Access(STAFF, forms.at_shipped_filled),
    "forms:words": Access(STAFF),
    "proposals:accept": Access(SECRETARIAT, samples.at_sent, method="post"),
    "proposals:again": Access("akari", samples.at_decided),
    "proposals:announce_call": Access(SECRETARIAT, programmes.at_call, method="post"),
    "proposals:begin": Access(STAFF, samples.at_call),
    "proposals:calls": Access(SECRETARIAT, programmes.at_municipality),
    "proposals:check": Access("akari", samples.at_draft),
    "proposals:download_programme": Access(SECRETARIAT, programmes.at_draft()),
    "proposals:draft": Access("akari", samples.at_draft, method="post"),
    "proposals:drop_programme": Access(SECRETARIAT, programmes.at_draft(), method="post"),
    "proposals:duties": Access(SECRETARIAT, programmes.at_municipality),
    "proposals:duties_of_cohort": Access(SECRETARIAT, at_cohort),
    "proposals:edit_call": Access(SECRETARIAT, programmes.at_call),
    "proposals:figure": Access("akari botan secretariat auditor", samples.at_figure),
    "proposals:give_back": Access(SECRETARIAT, samples.at_sent),
    "proposals:home": Access(EVERYBODY),
    "proposals:new_call": Access(SECRETARIAT, programmes.at_municipality),
    "proposals:programme": Access(SECRETARIAT, programmes.at_draft()),
    "proposals:programme_changes": Access(SECRETARIAT, programmes.at_draft()),
    "proposals:programme_part": Access(SECRETARIAT, programmes.at_draft("stages")),
    "proposals:programme_preview": Access(SECRETARIAT, programmes.at_draft("scoring")),
    "proposals:programmes": Access(SECRETARIAT, programmes.at_municipality),
    "proposals:proposal": Access("akari secretariat auditor", samples.at_sent),
    "proposals:publish_programme": Access(SECRETARIAT, programmes.at_draft(), method="post"),
    "proposals:refuse": Access(SECRETARIAT, samples.at_sent),
    "proposals:register": Access(SECRETARIAT, samples.with_duties),
    "proposals:register_download": Access(SECRETARIAT, samples.with_duties),
    "proposals:replace_programme": Access(SECRETARIAT, programmes.at_draft()),
    "proposals:revise_programme": Access(SECRETARIAT, programmes.at_draft(), method="post"),
    "proposals:send": Access("akari", samples.at_draft, method="post"),
    "proposals:start_programme": Access(SECRETARIAT, programmes.at_shipped, method="post"),
    "proposals:take_duty": Access(SECRETARIAT, programmes.at_duty, method="post"),
    "proposals:take_in_programme": Access(SECRETARIAT, programmes.at_municipality),
    "proposals:withdraw": Access("akari", samples.at_sent),
    "proposals:write": Access("akari", samples.at_draft),
    "reviewing:again": Access(REVIEWING, reviews.at_scored),
    "reviewing:comments": Access(STAFF, reviews.at_comments),
    "reviewing:committee": Access(JUDGES, reviews.at_committee),
    "reviewing:committee_download": Access(JUDGES, reviews.at_committee),
    "reviewing:conflict": Access("reviewer", reviews.at_assignment),
    "reviewing:copy": Access(REVIEWING, reviews.at_assigned_with("docx")),
    "reviewing:discuss": Access(JUDGES, reviews.at_scored, method="post"),
    "reviewing:draft": Access("reviewer", reviews.at_assignment, method="post"),
    "reviewing:go_on": Access(REVIEWING, reviews.at_scored),
    "reviewing:hide": Access(STAFF, reviews.at_comment),
    "reviewing:opinion": Access("chihiro", reviews.at_opinion_of_chihiro),
    "reviewing:opinions": Access(OFFICES, reviews.at_asked),
    "reviewing:release": Access(REVIEWING, reviews.at_its_assignment),
    "reviewing:remind": Access(OFFICES, reviews.at_its_opinion, method="post"),
    "reviewing:remind_reviewer": Access(REVIEWING, reviews.at_its_assignment, method="post"),
    "reviewing:review": Access("reviewer", reviews.at_assignment),
    "reviewing:reviewers": Access(REVIEWING, reviews.at_assigned),
    "reviewing:scores": Access(JUDGES, reviews.at_scored),
    "reviewing:trace": Access(f"botan {REVIEWING}", reviews.at_case("effect.staff_hours")),
    "reviewing:word": Access(JUDGES, reviews.at_scored),
}
