"""The recorded packages have tests of their own, which run inside the package and not here."""

collect_ignore_glob = ["golden/*"]
