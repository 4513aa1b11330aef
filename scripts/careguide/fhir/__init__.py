"""Guide → FHIR R4 (4.0.1): one transaction Bundle that holds everything in the guide.

Every unit is an action of exactly one PlanDefinition, or that PlanDefinition itself; effects are its goals. What R4 can
say in coded or structured form besides stands in ActivityDefinitions, Medications and ValueSets of the same id.
"""
