"""Everything that runs Vigie on one machine: packages, servers, the supervisor. The standard library only."""
