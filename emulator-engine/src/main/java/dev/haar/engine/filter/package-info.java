/** Which messages a subscription wants: filter policies, how they are read and how they match. */
package dev.haar.engine.filter;
