// Name the release that serves.
MATCH (pointer:Pointer {id: 'current'})
RETURN pointer.release;
