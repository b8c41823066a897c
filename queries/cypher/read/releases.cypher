// Give every release that was published: its name, schema, digest, manifest, facets and views.
MATCH (release:Release {state: 'published'})
RETURN release.name, release.schema, release.digest, release.manifest, release.facets, release.views;
