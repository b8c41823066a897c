// Begin the draft $release; its facets are JSON, its views names.
MERGE (release:Release {name: $release})
SET release.state = 'draft', release.facets = $facets, release.views = $views;
