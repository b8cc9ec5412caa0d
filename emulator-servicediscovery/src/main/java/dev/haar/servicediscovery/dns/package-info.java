/** Answers in DNS for the namespaces that have it. */
package dev.haar.servicediscovery.dns;
