// Remove the node of $release, when all that it held is gone.
MATCH (release:Release {name: $release})
DELETE release;
