/**
 * Namespaces, their services and the instances of these. {@code ServiceRegistry} is the way in.
 *
 * <p>Everything here is a value that a change replaces; what depends on time is worked out when it is read.
 */
package dev.haar.servicediscovery.registry;
