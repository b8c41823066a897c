// Name the releases that were replaced more than $milliseconds ago.
MATCH (release:Release {state: 'published'})
WHERE release.replaced IS NOT NULL AND release.replaced + $milliseconds <= timestamp()
RETURN release.name AS name ORDER BY name;
