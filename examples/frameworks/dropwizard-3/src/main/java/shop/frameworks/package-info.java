/** A small service in Dropwizard 3, which knows nothing of Weft. */
package shop.frameworks;
