/** A small service in Dropwizard 4, which knows nothing of Weft. */
package shop.frameworks;
