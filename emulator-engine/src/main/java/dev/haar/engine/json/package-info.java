/** JSON documents that people hand to the engine inside a string: policies and the like. */
package dev.haar.engine.json;
