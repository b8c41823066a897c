// Say that $release is being dropped, before anything of it goes; a reader that still holds it sees this.
MATCH (release:Release {name: $release})
SET release.state = 'dropping';
