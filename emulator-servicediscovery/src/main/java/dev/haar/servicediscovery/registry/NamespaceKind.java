package dev.haar.servicediscovery.registry;

/** How a namespace's instances can be discovered; by the API always. */
public enum NamespaceKind {
    HTTP,
    DNS_PRIVATE,
    DNS_PUBLIC;

    /** Whether names of its services are in DNS. */
    public boolean isDns() {
        return this != HTTP;
    }
}
