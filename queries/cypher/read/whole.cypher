// Say whether $release is still whole; asked after a read, in its transaction: whatever drops a release says so first.
MATCH (release:Release {name: $release})
WHERE release.state IN ['draft', 'published']
RETURN release.state;
