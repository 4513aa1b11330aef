"""Our own Bundle, broken on purpose: each variant has one fault that at least one layer must refuse."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from fhir_conformance.definitions import Json

Damage = Callable[[Json], None]

THORACIC = "PlanDefinition/everything.massage.thoracic"
GUIDE = "PlanDefinition/everything"
MASSAGE = "PlanDefinition/everything.massage"
DRUG = "ActivityDefinition/everything.medication.nsaids.diclofenac"
MEDICATION = "Medication/everything.medication.nsaids.diclofenac"
COMPRESS = "Medication/everything.remedies.vinegar-compress"
CONDITIONS = "ValueSet/everything.massage.contraindications"
UNITS = "CodeSystem/everything.units"
SOURCE = "CodeSystem/everything.source"
LIBRARY = "Library/everything"
PROVENANCE = "Provenance/everything.massage"
EXTENSION = "StructureDefinition/quantity"


class Variant(NamedTuple):
    """What is wrong, of which kind the fault is, and how to bring it about."""

    name: str
    kind: str
    damage: Damage


VARIANTS: list[Variant] = []


def variant(kind: str, at: str) -> Callable[[Damage], Damage]:
    """Registers a fault in one resource, under its function's name."""

    def register(damage: Damage) -> Damage:
        VARIANTS.append(Variant(damage.__name__.replace("_", " "), kind, lambda bundle: damage(resource(bundle, at))))
        return damage

    return register


def in_bundle(kind: str) -> Callable[[Damage], Damage]:
    """Registers a fault in the Bundle itself."""

    def register(damage: Damage) -> Damage:
        VARIANTS.append(Variant(damage.__name__.replace("_", " "), kind, damage))
        return damage

    return register


def broken(bundle: Json, fault: Variant) -> Json:
    made = copy.deepcopy(bundle)
    fault.damage(made)
    assert made != bundle, f"{fault.name} changes nothing"
    return made


def resource(bundle: Json, at: str) -> Json:
    found: Json = next(e["resource"] for e in bundle["entry"] if e["request"]["url"] == at)
    return found


def actions(of: Json) -> Iterator[Json]:
    for action in of.get("action", []):
        yield action
        yield from actions(action)


def action(of: Json, id_: str) -> Json:
    return next(found for found in actions(of) if found["id"] == id_)


def steps(of: Json) -> list[Json]:
    found: list[Json] = action(of, "massage.thoracic..steps")["action"]
    return found


def course(of: Json) -> Json:
    return action(of, "massage.thoracic.course")


def repeat(of: Json) -> Json:
    found: Json = course(of)["timingTiming"]["repeat"]
    return found


def extension(of: Json, name: str) -> Json:
    return next(e for e in of["extension"] if e["url"].endswith(f"/{name}"))


# what is required


@variant("required", THORACIC)
def plan_without_status(r: Json) -> None:
    del r["status"]


@variant("required", LIBRARY)
def library_without_type(r: Json) -> None:
    del r["type"]


@variant("required", THORACIC)
def related_action_without_relationship(r: Json) -> None:
    del steps(r)[1]["relatedAction"][0]["relationship"]


@variant("required", PROVENANCE)
def provenance_without_agent(r: Json) -> None:
    del r["agent"]


@variant("required", THORACIC)
def expression_without_language(r: Json) -> None:
    del action(r, "massage.thoracic..steps")["condition"][0]["expression"]["language"]


@variant("required", THORACIC)
def plan_without_the_version_that_its_profile_requires(r: Json) -> None:
    del r["version"]


@variant("required", COMPRESS)
def ingredient_without_item(r: Json) -> None:
    del r["ingredient"][0]["itemCodeableConcept"]


@variant("required", EXTENSION)
def extension_definition_without_kind(r: Json) -> None:
    del r["kind"]


# types and shapes


@variant("type", THORACIC)
def experimental_as_text(r: Json) -> None:
    r["experimental"] = "true"


@variant("type", THORACIC)
def a_list_as_a_single_value(r: Json) -> None:
    r["topic"] = r["topic"][0]


@variant("type", THORACIC)
def a_single_value_as_a_list(r: Json) -> None:
    r["title"] = [r["title"]]


@variant("type", THORACIC)
def a_count_with_a_fraction(r: Json) -> None:
    repeat(r)["count"] = 10.5


@variant("type", THORACIC)
def a_count_of_zero(r: Json) -> None:
    repeat(r)["count"] = 0


@variant("type", THORACIC)
def a_date_that_is_none(r: Json) -> None:
    r["date"] = "22 November 2026"


@variant("type", COMPRESS)
def a_decimal_as_text(r: Json) -> None:
    r["ingredient"][0]["strength"]["numerator"]["value"] = "1"


@variant("type", PROVENANCE)
def an_instant_without_time(r: Json) -> None:
    r["recorded"] = "2026-11-22"


@variant("type", THORACIC)
def an_empty_text(r: Json) -> None:
    steps(r)[0]["textEquivalent"] = ""


@variant("type", THORACIC)
def an_empty_list(r: Json) -> None:
    steps(r)[0]["code"] = []


@variant("type", THORACIC)
def an_empty_object(r: Json) -> None:
    steps(r)[0]["code"] = [{}]


@variant("type", THORACIC)
def nothing_instead_of_a_value(r: Json) -> None:
    r["title"] = None


# properties


@variant("property", THORACIC)
def an_unknown_property(r: Json) -> None:
    r["colour"] = "green"


@variant("property", THORACIC)
def an_unknown_property_deep_inside(r: Json) -> None:
    steps(r)[0]["hand"] = "palm"


@variant("property", DRUG)
def two_types_of_one_choice(r: Json) -> None:
    r["productCodeableConcept"] = {"text": "diclofenac"}


@variant("property", THORACIC)
def a_type_that_the_choice_does_not_have(r: Json) -> None:
    steps(r)[0]["timingString"] = "soon"


@variant("property", MEDICATION)
def a_property_of_a_later_version(r: Json) -> None:
    r["doseForm"] = r.pop("form")


# codes


@variant("code", THORACIC)
def a_status_that_there_is_not(r: Json) -> None:
    r["status"] = "final"


@variant("code", THORACIC)
def a_relationship_that_there_is_not(r: Json) -> None:
    steps(r)[1]["relatedAction"][0]["relationship"] = "afterwards"


@variant("code", DRUG)
def a_kind_of_activity_that_is_no_request(r: Json) -> None:
    r["kind"] = "Patient"


@variant("code", THORACIC)
def a_unit_of_time_that_there_is_not(r: Json) -> None:
    repeat(r)["durationUnit"] = "minutes"
    repeat(r)["duration"] = 15


@variant("code", DRUG)
def an_intent_that_there_is_not(r: Json) -> None:
    r["intent"] = "suggestion"


@variant("code", THORACIC)
def a_selection_behaviour_that_there_is_not(r: Json) -> None:
    action(r, "massage.thoracic..steps")["selectionBehavior"] = "every"


@variant("code", THORACIC)
def a_term_that_is_not_in_our_vocabulary(r: Json) -> None:
    steps(r)[0]["code"][0]["coding"][0]["code"] = "kind.dance"


@variant("code", THORACIC)
def a_unit_that_is_not_in_the_guide(r: Json) -> None:
    steps(r)[0]["code"][1]["coding"][0]["code"] = "massage.thoracic.dance"


@variant("code", THORACIC)
def a_term_under_another_name(r: Json) -> None:
    steps(r)[0]["code"][0]["coding"][0]["display"] = "dance"


@variant("code", CONDITIONS)
def a_value_set_of_a_code_that_there_is_not(r: Json) -> None:
    r["compose"]["include"][0]["concept"][0]["code"] = "massage.contraindications.dance"


@variant("code", THORACIC)
def a_code_system_that_there_is_not(r: Json) -> None:
    steps(r)[0]["code"][0]["coding"][0]["system"] = "https://example.org/careguide/CodeSystem/dances"


@variant("code", THORACIC)
def a_locator_that_is_not_in_the_document(r: Json) -> None:
    extension(r, "source-locator")["valueCoding"]["code"] = "S99.p1"


# invariants


@variant("invariant", UNITS)
def a_code_twice_in_a_code_system(r: Json) -> None:
    r["concept"].append(copy.deepcopy(r["concept"][1]))


@variant("invariant", THORACIC)
def a_greatest_count_without_a_count(r: Json) -> None:
    del repeat(r)["count"]


@variant("invariant", THORACIC)
def a_duration_without_a_unit(r: Json) -> None:
    repeat(r)["duration"] = 15


@variant("invariant", THORACIC)
def a_condition_in_prose_alone(r: Json) -> None:
    del action(r, "massage.thoracic..steps")["condition"][0]["expression"]["expression"]


@variant("invariant", COMPRESS)
def a_ratio_without_a_denominator(r: Json) -> None:
    del r["ingredient"][0]["strength"]["denominator"]


@variant("invariant", COMPRESS)
def a_unit_without_a_system(r: Json) -> None:
    del r["ingredient"][0]["strength"]["numerator"]["system"]


@variant("invariant", THORACIC)
def an_extension_with_a_value_and_parts(r: Json) -> None:
    extension(course(r), "quantity")["valueString"] = "10"


@variant("invariant", THORACIC)
def an_extension_with_nothing(r: Json) -> None:
    del extension(r, "source-locator")["valueCoding"]


@variant("invariant", THORACIC)
def a_range_that_runs_backwards(r: Json) -> None:
    found = next(p for p in extension(course(r), "quantity")["extension"] if "valueRange" in p)["valueRange"]
    found["low"], found["high"] = found["high"], found["low"]


@variant("invariant", THORACIC)
def a_need_with_a_path_and_a_parameter(r: Json) -> None:
    action(r, "massage.thoracic..steps")["input"][0]["codeFilter"][0]["searchParam"] = "code"


@variant("invariant", CONDITIONS)
def a_value_set_of_concepts_of_no_system(r: Json) -> None:
    del r["compose"]["include"][0]["system"]


@variant("invariant", THORACIC)
def a_name_that_no_program_can_use(r: Json) -> None:
    r["name"] = "thoracic massage!"


@variant("invariant", EXTENSION)
def an_extension_for_no_context(r: Json) -> None:
    del r["context"]


# what leads nowhere


@variant("dangling", DRUG)
def a_reference_that_leads_nowhere(r: Json) -> None:
    r["productReference"]["reference"] = "Medication/everything.medication.nsaids.aspirin"


@variant("dangling", PROVENANCE)
def a_target_that_leads_nowhere(r: Json) -> None:
    r["target"][0]["reference"] = "PlanDefinition/everything.dance"


@variant("dangling", MASSAGE)
def a_definition_that_leads_nowhere(r: Json) -> None:
    action(r, "massage.thoracic")["definitionCanonical"] += ".5"


@variant("dangling", MASSAGE)
def a_definition_in_a_version_that_there_is_not(r: Json) -> None:
    found = action(r, "massage.thoracic")
    found["definitionCanonical"] = found["definitionCanonical"].replace("|1.2.3", "|1.2.4")


@variant("dangling", THORACIC)
def a_dependency_that_leads_nowhere(r: Json) -> None:
    r["relatedArtifact"][0]["resource"] = "https://example.org/elsewhere/PlanDefinition/dance|1.2.3"


@variant("dangling", THORACIC)
def a_value_set_that_leads_nowhere(r: Json) -> None:
    need = action(r, "massage.thoracic..steps")["input"][0]["codeFilter"][0]
    need["valueSet"] = need["valueSet"].replace("contraindications", "indications")


@variant("dangling", THORACIC)
def an_expression_of_a_value_set_that_leads_nowhere(r: Json) -> None:
    said = action(r, "massage.thoracic..steps")["condition"][0]["expression"]
    said["expression"] = said["expression"].replace("contraindications", "indications")


@variant("dangling", THORACIC)
def an_expression_of_an_input_that_there_is_not(r: Json) -> None:
    said = action(r, "massage.thoracic..steps")["condition"][0]["expression"]
    said["expression"] = said["expression"].replace("%against", "%for")


@variant("dangling", THORACIC)
def an_action_after_one_that_there_is_not(r: Json) -> None:
    steps(r)[1]["relatedAction"][0]["actionId"] = "massage.thoracic.dance"


@variant("dangling", "PlanDefinition/everything.medication")
def a_goal_that_there_is_not(r: Json) -> None:
    action(r, "medication.nsaids")["goalId"] = ["medication.nsaids.joy"]


@variant("dangling", THORACIC)
def an_extension_that_is_not_defined(r: Json) -> None:
    extension(r, "source-locator")["url"] += "-of-dances"


@variant("dangling", LIBRARY)
def contents_that_lead_nowhere(r: Json) -> None:
    r["relatedArtifact"][1]["resource"] = "https://example.org/careguide/PlanDefinition/dance|1.2.3"


@variant("target", DRUG)
def a_product_that_is_no_medication(r: Json) -> None:
    r["productReference"]["reference"] = THORACIC


@variant("target", THORACIC)
def a_definition_that_is_a_value_set(r: Json) -> None:
    course(r)["definitionCanonical"] = (
        "https://example.org/careguide/ValueSet/everything.massage.contraindications|1.2.3"
    )


@variant("profile", THORACIC)
def a_profile_that_there_is_not(r: Json) -> None:
    r["meta"]["profile"] = ["http://hl7.org/fhir/StructureDefinition/danceableplandefinition"]


@variant("profile", THORACIC)
def a_profile_of_another_type(r: Json) -> None:
    r["meta"]["profile"] = ["http://hl7.org/fhir/StructureDefinition/shareablevalueset"]


# ids and entries


@in_bundle("id")
def a_resource_twice(bundle: Json) -> None:
    bundle["entry"].append(copy.deepcopy(bundle["entry"][3]))


@in_bundle("id")
def an_id_with_an_underscore(bundle: Json) -> None:
    _rename(bundle, THORACIC, "everything_massage")


@in_bundle("id")
def an_id_that_is_too_long(bundle: Json) -> None:
    _rename(bundle, THORACIC, "x" * 65)


@variant("id", THORACIC)
def an_element_id_twice(r: Json) -> None:
    steps(r)[1]["id"] = steps(r)[2]["id"]


@in_bundle("entry")
def an_entry_without_a_request(bundle: Json) -> None:
    del bundle["entry"][3]["request"]


@in_bundle("entry")
def an_entry_put_elsewhere(bundle: Json) -> None:
    bundle["entry"][3]["request"]["url"] = "PlanDefinition/elsewhere"


@in_bundle("entry")
def an_entry_under_another_address(bundle: Json) -> None:
    bundle["entry"][3]["fullUrl"] += "-else"


@in_bundle("entry")
def a_method_that_there_is_not(bundle: Json) -> None:
    bundle["entry"][3]["request"]["method"] = "UPSERT"


@in_bundle("entry")
def a_type_of_resource_that_there_is_not(bundle: Json) -> None:
    bundle["entry"][3]["resource"]["resourceType"] = "DanceDefinition"


@in_bundle("entry")
def a_transaction_with_a_total(bundle: Json) -> None:
    bundle["total"] = 3


# narratives and languages


def _div(r: Json, old: str, new: str) -> None:
    assert old in r["text"]["div"]
    r["text"]["div"] = r["text"]["div"].replace(old, new, 1)


@variant("narrative", THORACIC)
def a_narrative_that_is_not_closed(r: Json) -> None:
    _div(r, "</h2>", "")


@variant("narrative", THORACIC)
def a_narrative_with_a_bare_ampersand(r: Json) -> None:
    _div(r, "<h2>", "<h2>Massage & more ")


@variant("narrative", THORACIC)
def a_narrative_with_a_script(r: Json) -> None:
    _div(r, "<h2>", "<script>alert(1)</script><h2>")


@variant("narrative", THORACIC)
def a_narrative_with_an_event(r: Json) -> None:
    _div(r, "<h2>", '<h2 onclick="alert(1)">')


@variant("narrative", THORACIC)
def a_narrative_with_nothing_in_it(r: Json) -> None:
    r["text"]["div"] = '<div xmlns="http://www.w3.org/1999/xhtml" lang="en" xml:lang="en"> </div>'


@variant("narrative", THORACIC)
def a_narrative_without_its_namespace(r: Json) -> None:
    _div(r, ' xmlns="http://www.w3.org/1999/xhtml"', "")


@variant("narrative", THORACIC)
def a_resource_without_a_narrative(r: Json) -> None:
    del r["text"]


@variant("narrative", THORACIC)
def a_status_of_the_narrative_that_there_is_not(r: Json) -> None:
    r["text"]["status"] = "made"


@variant("language", THORACIC)
def a_narrative_in_another_language(r: Json) -> None:
    _div(r, 'xml:lang="en"', 'xml:lang="de"')


@variant("language", THORACIC)
def a_language_that_is_none(r: Json) -> None:
    r["language"] = "English!"


@variant("text", THORACIC)
def a_control_character(r: Json) -> None:
    steps(r)[0]["textEquivalent"] += "\x07"


@variant("text", THORACIC)
def a_text_of_spaces(r: Json) -> None:
    steps(r)[0]["textEquivalent"] = "   "


def _rename(bundle: Json, at: str, id_: str) -> None:
    """Another id, wherever the resource is meant."""
    entry: dict[str, Any] = next(e for e in bundle["entry"] if e["request"]["url"] == at)
    entry["resource"]["id"] = id_
    entry["request"]["url"] = f"PlanDefinition/{id_}"
    entry["fullUrl"] = f"https://example.org/careguide/PlanDefinition/{id_}"
