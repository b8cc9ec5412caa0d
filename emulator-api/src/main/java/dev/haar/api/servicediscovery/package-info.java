/** The actions of AWS Cloud Map. */
package dev.haar.api.servicediscovery;
