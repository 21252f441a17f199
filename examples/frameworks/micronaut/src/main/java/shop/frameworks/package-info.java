/** A small service in Micronaut 4, which knows nothing of Weft. */
package shop.frameworks;
