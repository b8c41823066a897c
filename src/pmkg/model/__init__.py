"""What the graph is made of: identifiers, nodes, claims, variants, criteria, signatures and answers.

Plain frozen dataclasses that import nothing but the standard library and ``pmkg.errors``. Two modules also read: ``table``
and ``source`` open the files of sources for the loaders, which may import nothing else of the system.
"""
