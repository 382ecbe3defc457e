"""Real servers for tests, each started once per test process in a folder of its own, on loopback only."""
