"""Risk: identified, analysed, evaluated, treated; profiles, selectivity and scoring."""
