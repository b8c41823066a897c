// Give the numbers of the nodes of $kind in $release that have one of $values of $facet.
UNWIND $values AS value
MATCH (row:FacetValue {release: $release, kind: $kind, facet: $facet, value: value})
RETURN row.nodes;
