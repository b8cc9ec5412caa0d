/** Haar as a whole: how it is configured, put together and started from a command line. */
package dev.haar.api;
