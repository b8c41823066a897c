"""What the graph is made of: identifiers, nodes, claims, variants, criteria, signatures and answers.

Plain frozen dataclasses that import nothing but the standard library and ``pmkg.errors``.
"""
