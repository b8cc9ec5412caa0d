/** Health of endpoints that are probed, as Route 53's health checkers do. */
package dev.haar.servicediscovery.probe;
