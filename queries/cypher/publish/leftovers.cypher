// Name the releases that are no release: drafts of publications that ended, and what was being dropped.
MATCH (release:Release)
WHERE release.state <> 'published'
RETURN release.name AS name;
