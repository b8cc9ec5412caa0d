/** Probes of endpoints over the network. */
package dev.haar.api.probe;
