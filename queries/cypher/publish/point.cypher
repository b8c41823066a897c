// Make $release the one that serves, with its $manifest; the one before is replaced from now on. All in one transaction.
MATCH (release:Release {name: $release})
MERGE (pointer:Pointer {id: 'current'})
WITH release, pointer, pointer.release AS before
SET pointer.release = $release, release.state = 'published', release.manifest = $manifest, release.digest = $digest,
    release.schema = $schema, release.replaced = null
WITH before
MATCH (old:Release {name: before})
WHERE before <> $release
SET old.replaced = timestamp();
