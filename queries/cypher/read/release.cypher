// Give one published release: its name, schema, digest, manifest, facets and views.
MATCH (release:Release {name: $release, state: 'published'})
RETURN release.name, release.schema, release.digest, release.manifest, release.facets, release.views;
