"""The named misconceptions that distractors stand for. ``exams/README.md`` lists the same."""

from __future__ import annotations

DOCUMENTATION = """
planned_not_performed uncertain_outpatient uncertain_inpatient_ignored history_as_current
lab_value_coded query_needed conflict_unresolved copied_problem_list
"""
ICD10CM = """
combination_missed combination_incomplete excludes1_violated code_first_missed
unspecified_over_specific over_specified wrong_laterality wrong_7th_character sequela_order
wrong_sequence symptom_integral_coded wrong_trimester_or_z3a poisoning_vs_adverse
neoplasm_behavior secondary_primary_swapped external_cause_misused bmi_without_diagnosis
stage_or_depth
"""
CPT_AND_HCPCS = """
unbundled bundled_too_far component_missed separate_procedure add_on_alone wrong_modifier
modifier_missing global_period margin_omitted size_or_sum_error wrong_family_benign_malignant
wrong_site_group approach_open_scope diagnostic_with_surgical guidance_included units_hcpcs
waste_modifier_missed time_threshold em_mdm_miscount em_new_established em_time_vs_mdm
facility_vs_professional panel_incomplete catheter_order medicare_vs_cpt_rule
"""
ICD10PCS = """
pcs_root_operation pcs_body_part pcs_approach pcs_device_not_left pcs_qualifier
pcs_multiple_procedures conversion_inspection_missed biopsy_qualifier coronary_count
ventilation_hours principal_procedure
"""
PAYMENT_AND_COMPLIANCE = """
poa_wrong cc_mcc_miscount cc_excluded drg_partition status_indicator packaging_missed
inpatient_only observation_hours abn_modifier leading_query minimum_necessary law_confused
over_correction
"""
KNOWLEDGE = "term_confused structure_confused"

ERROR_TAGS: frozenset[str] = frozenset(
    " ".join(
        (DOCUMENTATION, ICD10CM, CPT_AND_HCPCS, ICD10PCS, PAYMENT_AND_COMPLIANCE, KNOWLEDGE)
    ).split()
)
"""Every tag that an option, a common error or a suggestion may carry."""
