"""What stands in coded or structured form, element by element: nothing closed, nothing guessed, nothing left out."""

from __future__ import annotations

from typing import Any

import pytest

from bundles import BASE, action, actions, elements

Json = dict[str, Any]
Resources = dict[str, Json]

UCUM = "http://unitsofmeasure.org"


def plan(resources: Resources, name: str) -> Json:
    return resources[f"PlanDefinition/everything{name}"]


def figure_of(element: Json, name: str) -> Json:
    """The parts of the extension for one figure, less what it is the figure of."""
    for extension in element["extension"]:
        if extension["url"].endswith("/quantity"):
            of, *parts = extension["extension"]
            if of["valueCoding"]["code"] == f"quantity.{name}":
                return {part["url"]: next(v for k, v in part.items() if k != "url") for part in parts}
    raise AssertionError(name)


@pytest.mark.parametrize(
    ("where", "id_", "repeat"),
    [
        (".massage.thoracic", "massage.thoracic.course", {"count": 10, "countMax": 15}),
        (
            ".massage.cervical",
            "massage.cervical.course",
            {
                "boundsDuration": {"value": 1, "comparator": ">=", "unit": "mo", "system": UCUM, "code": "mo"},
                "duration": 15,
                "durationMax": 20,
                "durationUnit": "min",
                "frequency": 2,
                "period": 1,
                "periodUnit": "d",
            },
        ),
        (
            ".physiotherapy",
            "physiotherapy.warmth.course",
            {
                "boundsDuration": {"value": 4, "unit": "wk", "system": UCUM, "code": "wk"},
                "count": 12,
                "duration": 20,
                "durationUnit": "min",
                "frequency": 3,
                "period": 1,
                "periodUnit": "wk",
            },
        ),
        (
            ".exercise.lumbar",
            "exercise.lumbar.course",
            {
                "boundsDuration": {"value": 2, "comparator": "<=", "unit": "mo", "system": UCUM, "code": "mo"},
                "frequency": 2,
                "frequencyMax": 3,
                "period": 1,
                "periodUnit": "wk",
            },
        ),
        (".exercise.lumbar", "exercise.lumbar.bridge", {"duration": 10, "durationUnit": "s"}),
        (".massage.thoracic", "massage.thoracic.vibration", {"duration": 5, "durationMax": 10, "durationUnit": "s"}),
    ],
)
def test_a_timing_says_what_it_can_say_exactly(resources: Resources, where: str, id_: str, repeat: Json) -> None:
    assert action(plan(resources, where), id_)["timingTiming"] == {"repeat": repeat}


def test_a_bound_that_is_a_range_is_in_no_timing(resources: Resources) -> None:
    course = action(plan(resources, ".massage.thoracic"), "massage.thoracic.course")
    assert "duration" not in course["timingTiming"]["repeat"]
    limits = figure_of(course, "session-length")["at-least"]
    assert (limits["low"]["value"], limits["high"]["value"]) == (15, 20)
    assert "at least 15–20 minutes" in course["textEquivalent"]
    group = action(plan(resources, ".medication"), "medication.nsaids")
    assert "timingTiming" not in group
    assert "at least 4–6 weeks" in group["textEquivalent"]


def test_an_open_bound_in_a_duration_keeps_its_comparator(resources: Resources) -> None:
    group = action(plan(resources, ".medication"), "medication.relaxants")
    assert group["timingTiming"]["repeat"]["boundsDuration"]["comparator"] == "<="


def test_vague_and_unstated_figures_stay_words(resources: Resources) -> None:
    course = action(plan(resources, ".massage.thoracic"), "massage.thoracic.course")
    assert figure_of(course, "frequency") == {"unstated": "only that it is regular", "as-written": "regularly"}
    compress = plan(resources, ".remedies.vinegar-compress")
    assert figure_of(compress, "duration") == {"words": "a few days"}
    hold = action(plan(resources, ".exercise.lumbar"), "exercise.lumbar.bridge")
    assert figure_of(hold, "hold")["derived"] is True


def test_repetitions_are_no_count(resources: Resources) -> None:
    bridge = action(plan(resources, ".exercise.lumbar"), "exercise.lumbar.bridge")
    assert "count" not in bridge["timingTiming"]["repeat"]
    assert "Repetitions: 5–10" in bridge["textEquivalent"]


def test_steps_follow_each_other_and_wait(resources: Resources) -> None:
    first, second, third = action(plan(resources, ".massage.thoracic"), "massage.thoracic..steps")["action"]
    assert [first["prefix"], second["prefix"], third["prefix"]] == ["1", "2", "3"]
    assert first["relatedAction"] == [{"actionId": third["id"], "relationship": "before-start"}]
    assert second["relatedAction"] == [{"actionId": first["id"], "relationship": "after-end"}]
    minutes = {"value": 2, "unit": "min", "system": UCUM, "code": "min"}
    assert third["relatedAction"] == [
        {"actionId": second["id"], "relationship": "after-end", "offsetDuration": minutes},
        {"actionId": first["id"], "relationship": "after-end"},
    ]
    assert [first["requiredBehavior"], second["requiredBehavior"]] == ["must", "could"]


def test_waiting_times_are_offsets_unless_they_are_words(resources: Resources) -> None:
    drop, breathe = action(plan(resources, ".exercise.lumbar"), "exercise.lumbar.bridge..steps")["action"][1:]
    assert breathe["relatedAction"][0]["offsetDuration"]["comparator"] == ">="
    wrap = action(plan(resources, ".remedies.vinegar-compress"), "remedies.vinegar-compress.wrap")
    assert {end: wrap["relatedAction"][0]["offsetRange"][end]["value"] for end in ("low", "high")} == {
        "low": 1,
        "high": 2,
    }
    pills = action(plan(resources, ".medication"), "medication.nsaids.pills")
    assert "a few days" in action(plan(resources, ".medication"), "medication.nsaids.injections")["textEquivalent"]
    assert pills["relatedAction"] == [{"actionId": "medication.nsaids.injections", "relationship": "after-end"}]
    assert drop["id"] == "exercise.lumbar.bridge.drop"


@pytest.mark.parametrize(
    ("where", "id_", "selection"),
    [
        (".medication", "medication.nsaids..members", "at-most-one"),
        (".medication", "medication.vitamins..members", "all"),
        (".medication", "medication.blockade..agents", "exactly-one"),
        (".surgery", "surgery.relief..operations", "exactly-one"),
        (".massage.thoracic", "massage.thoracic..steps", "all"),
    ],
)
def test_how_things_combine(resources: Resources, where: str, id_: str, selection: str) -> None:
    assert action(plan(resources, where), id_)["selectionBehavior"] == selection


def test_nothing_is_decided_where_the_source_does_not_say_how_things_combine(resources: Resources) -> None:
    relaxants = action(plan(resources, ".medication"), "medication.relaxants")
    assert len(relaxants["reason"]) == 2
    assert "condition" not in relaxants
    assert "does not say how these combine" in relaxants["textEquivalent"]


def expression(element: Json) -> str:
    return str(element["condition"][0]["expression"]["expression"])


def test_contraindications_bar_the_treatment(resources: Resources) -> None:
    value_set = f"{BASE}/ValueSet/everything.massage.contraindications"
    sections = action(plan(resources, ".massage"), "massage..sections")
    assert expression(sections) == f"%against_massage.where(code.memberOf('{value_set}')).empty()"
    assert sections["input"][0]["codeFilter"] == [{"path": "code", "valueSet": f"{value_set}|1.2.3"}]
    beside = action(plan(resources, ".massage"), "massage.contraindications")
    assert expression(beside).endswith(".exists()")
    never = resources["ActivityDefinition/everything.massage.contraindications"]
    assert never["doNotPerform"] is True
    assert beside["definitionCanonical"] == f"{never['url']}|1.2.3"
    for where, id_ in ((".massage.thoracic", "massage.thoracic..steps"), ("", "massage")):
        assert expression(action(plan(resources, where), id_)).endswith(".empty()")


def test_contraindications_bar_only_what_they_apply_to(resources: Resources) -> None:
    medication = plan(resources, ".medication")
    assert "condition" not in action(medication, "medication..groups")
    assert "condition" not in action(medication, "medication.vitamins..members")
    first, second = action(medication, "medication.nsaids")["condition"]
    assert first["expression"]["expression"].endswith(".exists()")
    assert second["expression"]["expression"].endswith(".empty()")
    barred = resources["ActivityDefinition/everything.medication.contraindications"]
    assert barred["code"]["coding"][0]["code"] == "medication.nsaids"


def test_conditions_that_must_all_be_there(resources: Resources) -> None:
    surgery = action(plan(resources, ".surgery"), "surgery..categories")
    needed, barred = (c["expression"]["expression"] for c in surgery["condition"])
    assert needed.endswith(".exists()")
    assert barred.startswith("(")
    assert barred.endswith(").not()")
    assert barred.count("exists()) ") + barred.count(".exists() and") >= 1
    vitamins = action(plan(resources, ".medication"), "medication.vitamins")
    assert " and %found_medication__vitamins__indications" in expression(vitamins)


def test_a_value_set_has_our_codes_and_the_published_ones(resources: Resources) -> None:
    ours, theirs = resources["ValueSet/everything.medication.contraindications"]["compose"]["include"]
    assert [c["code"] for c in ours["concept"]] == [
        "medication.contraindications.ulcer",
        "medication.contraindications.asthma",
    ]
    assert theirs == {
        "system": "http://hl7.org/fhir/sid/icd-10",
        "concept": [{"code": "K25"}],  # ICD-10 without its names
    }


def test_an_unstated_list_is_said_to_be_unstated(resources: Resources) -> None:
    exercise = plan(resources, ".exercise")
    assert action(exercise, "exercise.contraindications")["textEquivalent"].endswith("the source names none")
    assert "ValueSet/everything.exercise.contraindications" not in resources
    assert "condition" not in action(exercise, "exercise..sections")


def test_a_drug_is_a_medication_and_a_proposal(resources: Resources) -> None:
    medication = resources["Medication/everything.medication.nsaids.diclofenac"]
    assert [c["code"] for c in medication["code"]["coding"]] == ["medication.nsaids.diclofenac", "M01AB05", "D004008"]
    assert medication["form"]["coding"][0]["code"] == "form.tablet"
    proposal = resources["ActivityDefinition/everything.medication.nsaids.diclofenac"]
    assert (proposal["kind"], proposal["intent"]) == ("MedicationRequest", "proposal")
    (dosage,) = proposal["dosage"]
    assert dosage["doseAndRate"] == [{"doseQuantity": {"value": 0.1, "unit": "g", "system": UCUM, "code": "g"}}]
    assert dosage["timing"]["repeat"] == {
        "boundsDuration": {"value": 10, "unit": "d", "system": UCUM, "code": "d"},
        "frequency": 1,
        "frequencyMax": 2,
        "period": 1,
        "periodUnit": "d",
    }
    assert dosage["route"]["coding"][0]["code"] == "route.oral"


def test_a_dose_with_an_open_bound_is_words(resources: Resources) -> None:
    (dosage,) = resources["ActivityDefinition/everything.medication.vitamins.b12"]["dosage"]
    assert "doseAndRate" not in dosage
    assert "at least 10 micrograms" in dosage["text"]
    (dosage,) = resources["ActivityDefinition/everything.medication.blockade.procaine"]["dosage"]
    assert "timing" not in dosage
    assert "0.5 times a week" in dosage["text"]


def test_a_drug_without_a_known_identity_has_no_code(resources: Resources) -> None:
    mystery = resources["Medication/everything.medication.nsaids.mystery"]
    assert [c["code"] for c in mystery["code"]["coding"]] == ["medication.nsaids.mystery"]
    note = next(e for e in mystery["extension"] if e["url"].endswith("/editorial-note"))
    assert note["extension"][1]["valueCoding"]["code"] == "severity.critical"
    assert "Nobody knows what this is." in mystery["text"]["div"]


def test_a_recipe_has_its_proportions(resources: Resources) -> None:
    compress = resources["Medication/everything.remedies.vinegar-compress"]
    vinegar, curd, plantain, honey, butter, water = compress["ingredient"]
    one = {"value": 1, "unit": "preparation", "system": f"{BASE}/CodeSystem/terms", "code": "unit.preparation"}
    spoon = {"value": 1, "unit": "teaspoon", "system": f"{BASE}/CodeSystem/terms", "code": "unit.teaspoon"}
    assert vinegar["strength"] == {"numerator": spoon, "denominator": one}
    assert figure_of(vinegar, "concentration")["value"] == {"value": 9, "unit": "%", "system": UCUM, "code": "%"}
    assert curd["strength"]["numerator"] == {"value": 200, "unit": "g", "system": UCUM, "code": "g"}
    assert plantain["strength"]["numerator"]["code"] == "unit.part"
    assert butter["strength"]["numerator"]["comparator"] == "<="
    assert "strength" not in honey
    assert "strength" not in water


def test_a_recipe_is_a_workflow_that_ends_in_its_use(resources: Resources) -> None:
    compress = plan(resources, ".remedies.vinegar-compress")
    assert compress["type"]["coding"][0]["code"] == "workflow-definition"
    use = compress["action"][-1]
    assert use["definitionCanonical"] == f"{BASE}/ActivityDefinition/everything.remedies.vinegar-compress|1.2.3"
    assert use["timingTiming"]["repeat"]["duration"] == 30


def test_phases_modalities_and_their_order(resources: Resources) -> None:
    guide = plan(resources, "")
    acute, recovery = action(guide, "..phases")["action"]
    assert [a["id"] for a in acute["action"]] == ["medication"]
    assert [a["id"] for a in recovery["action"]] == ["massage", "exercise"]
    assert recovery["relatedAction"] == [{"actionId": "acute", "relationship": "after-end"}]
    assert action(guide, "massage")["relatedAction"] == [
        {"actionId": "medication", "relationship": "after-start"},
        {"actionId": "physiotherapy", "relationship": "after-start"},
        {"actionId": "exercise", "relationship": "concurrent"},
    ]
    assert [a["id"] for a in action(guide, "..modalities")["action"]] == ["physiotherapy", "remedies", "surgery"]


def test_a_step_of_the_ladder_has_its_trigger(resources: Resources) -> None:
    escalation = plan(resources, ".escalation")
    step = action(escalation, "escalation.to-operation")
    assert [r["relationship"] for r in step["relatedAction"]] == ["after-start", "before-start"]
    assert step["reason"][0]["coding"][0]["code"] == "escalation.no-relief"
    assert "escalation.no-relief" in expression(step)
    assert "Priority: 1" in step["textEquivalent"]
    used = action(escalation, "escalation.conservative")["action"]
    assert [a.get("definitionCanonical", "").partition("|")[0].rpartition("/")[2] for a in used] == [
        "",
        "everything.medication.nsaids.diclofenac",
        "everything.massage.thoracic",
        "everything.medication.blockade",
    ]


def test_rules_have_their_scope(resources: Resources) -> None:
    individually, somewhere, upward = plan(resources, "..rules")["action"]
    codes = [concept["coding"][0]["code"] for concept in individually["code"] + somewhere["code"]]
    assert "mark.scope-guide" in codes
    assert "mark.scope-unresolved" in codes
    assert "condition" not in individually
    assert f"{BASE}/PlanDefinition/everything.massage.thoracic|" in expression(upward)
    inside = action(plan(resources, ".massage.thoracic..rules"), "massage.thoracic.upwards")
    asked = {concept["coding"][0]["code"] for concept in inside["code"]}
    assert {"direction.upward", "body-position.prone", "tempo.slow", "effort.increasing"} <= asked
    assert "minimal pressure" in inside["textEquivalent"]


def test_effects_are_goals(resources: Resources) -> None:
    medication = plan(resources, ".medication")
    assert [goal["id"] for goal in medication["goal"]] == [
        "medication.relief",
        "medication.nsaids.less-inflammation",
        "medication.blockade.numbness",
    ]
    assert action(medication, "medication.nsaids")["goalId"] == ["medication.nsaids.less-inflammation"]


def test_who_does_it(resources: Resources) -> None:
    (who,) = resources["ActivityDefinition/everything.massage.thoracic"]["participant"]
    assert (who["type"], who["role"]["coding"][0]["code"]) == ("practitioner", "setting.specialist")
    vibration = action(plan(resources, ".massage.thoracic"), "massage.thoracic.vibration")
    assert [(p["type"], p["role"]["coding"][0]["code"]) for p in vibration["participant"]] == [
        ("device", "massage.thoracic.roller"),
        ("device", "massage.thoracic.oil"),
    ]
    steps = action(plan(resources, ".massage.cervical"), "massage.cervical..steps")
    assert steps["participant"] == [{"type": "patient"}]
    assert action(plan(resources, ""), "referral")["participant"][0]["role"] == {"text": "neurologist"}


@pytest.mark.parametrize(
    ("name", "status", "experimental"),
    [
        ("", "active", False),
        (".massage", "draft", True),
        (".physiotherapy", "draft", True),
        (".remedies", "retired", True),
        (".exercise", "active", False),
    ],
)
def test_status(resources: Resources, name: str, status: str, experimental: bool) -> None:
    found = plan(resources, name)
    assert (found["status"], found["experimental"]) == (status, experimental)
    assert ("Draft:" in found["text"]["div"]) == (status == "draft")


def test_reviews(resources: Resources) -> None:
    guide = plan(resources, "")
    assert (guide["approvalDate"], guide["lastReviewDate"]) == ("2026-11-21", "2026-11-21")
    assert guide["reviewer"] == [{"name": "consultant neurologist"}]
    first = resources["Provenance/everything..review-1"]
    assert first["recorded"] == "2026-11-20T00:00:00Z"
    assert first["activity"]["coding"][0]["code"] == "activity.review-changes-requested"
    assert first["extension"][0]["valueDate"] == "2027-11-20"
    assert first["entity"][0]["what"]["identifier"]["value"].startswith("sha256:9f86")
    assert "approvalDate" not in plan(resources, ".massage")


def test_provenance_goes_down_to_the_block(resources: Resources) -> None:
    massage = resources["Provenance/everything.massage"]
    assert {"reference": "PlanDefinition/everything.massage.thoracic"} in massage["target"]
    document, *blocks = massage["entity"]
    assert document["what"]["reference"] == "CodeSystem/everything.source"
    assert [block["what"]["identifier"]["value"] for block in blocks] == ["S02.p1", "S03.p1"]
    assert "0000000000000004" in blocks[0]["what"]["display"]


def test_licence_notices_go_with_the_codes(resources: Resources) -> None:
    notices = {"http://www.whocc.no/atc": "WHO Collaborating Centre", "http://hl7.org/fhir/sid/icd-10": "ICD-10"}
    for resource in resources.values():
        systems = {element["system"] for element in elements(resource) if isinstance(element.get("system"), str)}
        for system, notice in notices.items():
            if "url" in resource:
                assert (system in systems) == (notice in resource.get("copyright", "")), resource["id"]


def test_dependencies_stand_at_the_top(resources: Resources) -> None:
    for resource in resources.values():
        inside = {a["definitionCanonical"] for a in actions(resource) if "definitionCanonical" in a}
        top = {a["resource"] for a in resource.get("relatedArtifact", []) if a["type"] == "depends-on"}
        assert inside <= top
