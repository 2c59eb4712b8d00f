"""What production's containers are made and watched with. Started as programs; imported by tests alone."""
