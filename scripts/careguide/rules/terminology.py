"""Words: one for each thing, the right one, and known to the reader."""

from __future__ import annotations

from collections.abc import Iterator

from careguide.content.common import Equipment
from careguide.content.guide import Guide, Term
from careguide.content.medication import Drug, Identity
from careguide.content.part import Part, Unit
from careguide.content.passages import passages, unquoted
from careguide.content.remedies import Ingredient, Recipe
from careguide.content.wording import term
from careguide.engine.rule import rule
from careguide.engine.vocabulary import defining, known_words, maybe_unknown, unknown_names, variant_in, variants
from careguide.finding import Fault, Faults, Related, Severity
from careguide.knowledge.homonyms import Sense, senses
from careguide.knowledge.mistranslations import Mistranslation, mistranslations
from careguide.knowledge.regions import overlapping
from careguide.knowledge.remedy_types import named_kind
from careguide.language.phrases import phrases, words


@rule(Severity.INFO)
def variant(guide: Guide) -> Faults:
    """A text uses another word than the one that the guide prefers.

    Why: Two words for one thing look like two things: a reader searches for the difference, and a search for one word
    misses the other.

    Bad:
        # at exercise
        text: Therapeutic gymnastics strengthen the back.

    Good:
        # at exercise
        text: Exercise therapy strengthens the back.
        as_written: Therapeutic gymnastics

    Fix: Write the preferred term. The source's own word belongs under `as_written`, or between quotation marks.
    """
    known = variants(guide)
    for unit in guide.each(Unit):
        for passage in passages(unit):
            found = variant_in(unquoted(passage.text), known) if passage.own else None
            if found:
                yield Fault(
                    f"`{passage.field}` says “{found[0]}”, which this guide calls “{found[1]}”.",
                    passage.place,
                    f"Write “{found[1]}”; if “{found[0]}” is the source's own word, quote it under `as_written`.",
                )


@rule(Severity.WARNING, needs=["source/silent-correction"])
def known_mistranslation(unit: Unit, guide: Guide) -> Faults:
    """Words stand here that a literal translation is known to leave behind, and that mean something else.

    Why: They read like English and say the wrong thing: Russian “operativno” means by surgery as well as promptly.
    The list is that of the language in document.yaml, `translated_from`.

    Bad:
        # at document
        translated_from: ru
        # at escalation.to-operation
        text: If conservative care brings no relief, the back has to be treated promptly.

    Good:
        # at document
        translated_from: ru
        # at escalation.to-operation
        text: If conservative care brings no relief, the back has to be treated by surgery.

    Fix: If the source says so, keep its words and add a note that gives the meaning and acknowledges
    terminology/known-mistranslation. If they are the guide's own, write what is meant.
    """
    told: set[Mistranslation] = set()
    for passage in passages(unit):
        for said, row in mistranslations(guide.document.translated_from, passage.text):
            if row in told or _told_below(unit, row):
                continue
            told.add(row)
            yield Fault(
                f"`{passage.field}` says “{said}”, a known mistranslation: “{row.meant}” is probably meant.",
                passage.place,
                f"The original is probably “{row.original}”. Keep what the source says and add a note that says so, or "
                f"write “{row.meant}”.",
            )


@rule(Severity.WARNING)
def unknown_term(guide: Guide) -> Faults:
    """The name of an operation, or of a disease, is not in the glossary, not coded, and not in use.

    Why: It is most likely misspelt, and one letter can make another operation of it.

    Bad:
        # at surgery.decompression.foraminotomy
        text: The opening is widened, or a cortectomy is done.

    Good:
        # at surgery.decompression.foraminotomy
        text: The opening is widened, or a corpectomy is done.

    Fix: Correct the spelling. If the source itself writes so, keep its word under `as_written` and name it as a variant
    in the glossary; a name that is right belongs in the glossary, with its meaning.
    """
    known = known_words(guide)
    said = frozenset[str]().union(*(words(passage.text) for unit in guide.each(Unit) for passage in passages(unit)))
    strange = maybe_unknown(said, known)
    for unit in guide.each(Unit):
        told: set[str] = set()
        for passage in passages(unit):
            if strange.isdisjoint(words(passage.text)):
                continue
            for name, near in unknown_names(passage.text, known):
                if name not in told:
                    told.add(name)
                    yield Fault(
                        f"`{passage.field}` says “{name}”, which is neither in the glossary nor a name in use.",
                        passage.place,
                        f"Did you mean “{near}”?" if near else "",
                    )


@rule(Severity.ERROR)
def definition_mismatch(part: Unit | Term) -> Faults:
    """What a text says of a term is not what the term means.

    Why: A patient agrees to the operation that is described. A laminectomy leaves the vertebra in place.

    Bad:
        # at surgery.decompression.foraminotomy
        text: The vertebra is removed.

    Good:
        # at surgery.decompression.foraminotomy
        text: The opening through which the nerve leaves is widened.

    Fix: If the source says so, keep it, and add a note that says what the term means and acknowledges
    terminology/definition-mismatch. If the words are the guide's own, mend them.
    """
    for passage, definition in defining(part):
        said = definition.contradicted(passage.text)
        if said:
            yield Fault(
                f"`{passage.field}` says “{said}”, but that is not what “{definition.term.split('|')[0]}” means.",
                passage.place,
                f"What it means: {definition.right} If the source says otherwise, keep it and add a note.",
            )
            return


@rule(Severity.ERROR, needs=["terminology/identity-mismatch"])
def unresolved_brand(drug: Drug) -> Faults:
    """Nobody can tell what a drug contains: its name leads to no substance.

    Why: Without its substances neither an allergy nor an interaction nor a double dose can be noticed.

    Bad:
        # at medication.nsaids.diclofenac
        identity: unresolved
        substances:

    Good:
        # at medication.nsaids.diclofenac
        identity: resolved
        substances: [diclofenac]

    Fix: Look the name up and list its `substances`. If it cannot be found, add a note that says what was looked for and
    acknowledges terminology/unresolved-brand.
    """
    if drug.identity is Identity.UNRESOLVED:
        yield Fault(f"What “{drug.name}” contains is not known: its `identity` is unresolved.", drug.place / "identity")


@rule(Severity.ERROR, acknowledgeable=False)
def identity_mismatch(drug: Drug) -> Faults:
    """A drug is said to be identified and no substance is named, or the other way round.

    Why: Exports show a drug that is identified without a warning.

    Bad:
        # at medication.nsaids.diclofenac
        identity: resolved
        substances:

    Good:
        # at medication.nsaids.diclofenac
        identity: resolved
        substances: [diclofenac]

    Fix: List the `substances` of a drug that is identified. Of one that is not, name none, and write
    `identity: unresolved`.
    """
    resolved = drug.identity is Identity.RESOLVED
    if resolved and not drug.substances:
        yield Fault(f"`identity` of “{drug.name}” is resolved, but `substances` names none.", drug.place / "identity")
    elif drug.substances and not resolved:
        yield Fault(
            f"`identity` of “{drug.name}” is unresolved, but `substances` says what it contains.",
            drug.place / "identity",
            related=(Related("what it contains", drug.place / "substances"),),
        )


@rule(Severity.WARNING)
def homonym(guide: Guide) -> Faults:
    """One word is used for two different things.

    Why: A reader takes the one for the other: a massage roller instead of the bolster under the head.

    Bad:
        # at exercise.cervical
        equipment:
          - {id: chair, text: A firm chair, source: [S02.p1]}
          - {id: roller, text: A roller under the head, source: [S02.p1], optional: true}
        # at massage.lumbar
        equipment:
          - {id: massager, text: A roller for massage, source: [S01.p3], optional: true}

    Good:
        # at exercise.cervical
        equipment:
          - {id: chair, text: A firm chair, source: [S02.p1]}
          - {id: bolster, text: A bolster under the head, source: [S02.p1], optional: true}
        # at massage.lumbar
        equipment:
          - {id: massager, text: A roller for massage, source: [S01.p3], optional: true}

    Fix: Give one of the two another name. If both words are the source's, add a note to the second that says which is
    which and acknowledges terminology/homonym.
    """
    first: dict[str, tuple[Sense, Unit]] = {}
    for unit in guide.each(Unit):
        if isinstance(unit, Equipment | Ingredient):
            for sense in senses(f"{unit.title} {unit.text}"):
                other, where = first.setdefault(sense.word, (sense, unit))
                if other.sense != sense.sense:
                    yield Fault(
                        f"“{sense.word}” here is {sense.sense}, but {other.sense} elsewhere in the guide.",
                        unit.place / ("title" if phrases(sense.word).search(unit.title) else "text"),
                        related=(Related(f"“{sense.word}” is {other.sense} here", where.place),),
                    )


@rule(Severity.INFO)
def region_variant(guide: Guide) -> Faults:
    """Two modalities cut the spine into different regions, such as lumbar here and lumbosacral there.

    Why: A reader cannot tell whether the exercises are for the same part of the back as the massage.

    Bad:
        # at exercise.lower-back
        region: lumbosacral

    Good:
        # at exercise.lower-back
        region: lumbar

    Fix: Use one region for both if the source means the same. If it does not say, keep both and add a note that
    acknowledges terminology/region-variant.
    """
    seen: list[dict[str, Part]] = []
    for module in guide.modules:
        regions: dict[str, Part] = {}
        for part in module.walk():
            region = getattr(part, "region", "")
            if region:
                regions.setdefault(region, part)
        for region, part in regions.items():
            for other, where in _elsewhere(region, seen, regions):
                yield Fault(
                    f"`region` is {region} here, but {other} for another modality; the two overlap.",
                    part.place / "region",
                    related=(Related(f"the {other} region", where.place / "region"),),
                )
        seen.append(regions)


@rule(Severity.INFO, needs=["ref/dangling", "ref/wrong-kind"])
def type_mismatch(recipe: Recipe, guide: Guide) -> Faults:
    """A recipe is another kind of remedy than the list says that it belongs to, or than its own name says.

    Why: A decoction is boiled and an infusion is not: the drink has another strength, and a reader does not know how
    to make it.

    Bad:
        # at remedies.poultice
        kind: ointment

    Good:
        # at remedies.poultice
        kind: compress

    Fix: Let `kind` say what the recipe describes. If the source itself calls it something else, add a note to the
    recipe that acknowledges terminology/type-mismatch.
    """
    method = guide.resolve(recipe.method, recipe) if recipe.method else None
    kind = getattr(method, "kind", "")
    named = named_kind(recipe.title)
    if method and kind and kind != recipe.kind:
        yield Fault(
            f"“{recipe.title}” is of the kind {term(recipe.kind)}, but is listed under “{method.name}”.",
            recipe.place / "kind",
            related=(Related(f"of the kind {term(kind)}", method.place / "kind"),),
        )
    elif named and named.kind != recipe.kind:
        yield Fault(
            f"“{recipe.title}” is of the kind {term(recipe.kind)}, but its title calls it “{named.word}”.",
            recipe.place / "kind",
        )


def _told_below(unit: Unit, row: Mistranslation) -> bool:
    """Whether only the title of a unit has a mistranslation, which is found again in what it holds."""
    text = f"{unit.text} {unit.as_written}"
    return not row.found(text) and any(row.found(f"{u.text} {u.as_written}") for u in unit.units() if u is not unit)


def _elsewhere(region: str, seen: list[dict[str, Part]], here: dict[str, Part]) -> Iterator[tuple[str, Part]]:
    """The first module above that has, instead of a region, one that overlaps with it.

    A module that has both tells them apart.
    """
    for regions in seen:
        for other in sorted(overlapping(region) - here.keys()):
            if other in regions and region not in regions:
                yield other, regions[other]
                return
