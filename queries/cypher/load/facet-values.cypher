// Add values of facets to $release, each with the numbers of the nodes that have it.
UNWIND $rows AS row
CREATE (:FacetValue {release: $release, kind: row[0], facet: row[1], value: row[2], nodes: row[3]});
