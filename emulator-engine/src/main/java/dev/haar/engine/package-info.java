/** What can go wrong in the engine, in the field's own terms; the edge gives each error its code and status. */
package dev.haar.engine;
