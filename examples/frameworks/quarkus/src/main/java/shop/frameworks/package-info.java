/** A small service in Quarkus 3, which knows nothing of Weft. */
package shop.frameworks;
