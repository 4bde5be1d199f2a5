"""What the tests stand on: their database, their servers, their browser, and the wall around the network."""
