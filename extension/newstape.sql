\echo Use "CREATE EXTENSION newstape" to load this file. \quit
