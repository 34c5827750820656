export { geoNaturalEarth1, geoMercator, geoPath, geoGraticule10 } from "d3-geo";
export { feature, mesh } from "topojson-client";
