/** AWS Cloud Map as a domain: what it refuses. Namespaces, services and instances are in {@code registry}. */
package dev.haar.servicediscovery;
