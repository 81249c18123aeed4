"""Show the marts: questions, one rename, earlier builds, the findings page, copies."""
