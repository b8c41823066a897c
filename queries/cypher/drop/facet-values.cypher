// Remove at most $limit values of facets of $release; gives how many.
MATCH (row:FacetValue {release: $release})
WHERE row.kind IS NOT NULL AND row.facet IS NOT NULL AND row.value IS NOT NULL
WITH row LIMIT $limit
DELETE row
RETURN count(*);
