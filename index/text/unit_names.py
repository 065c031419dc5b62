"""The names of the units that numbers are written with: of money, length, mass and others."""

UNITS = dict.fromkeys(["percent", "per cent", "pct", "%", "percentage points"], "%") | {
    name: unit
    for unit, names in {
        "$": "dollars dollar",
        "€": "euros euro",
        "£": "sterling",
        "₹": "rupees rupee",
        "afghani": "afghanis afghani",
        "yuan": "yuan renminbi",
        "yen": "yen",
        "rouble": "roubles rouble rubles ruble",
        "franc": "francs franc",
        "peso": "pesos peso",
        "lira": "liras lira",
        "rial": "rials rial",
        "dirham": "dirhams dirham",
        "km": "km kilometres kilometre kilometers kilometer",
        "m": "m metres metre meters meter",
        "cm": "cm centimetres centimetre centimeters centimeter",
        "mm": "mm millimetres millimetre millimeters millimeter",
        "mi": "miles mile",
        "ft": "ft feet foot",
        "in": "inches inch",
        "yd": "yards yard",
        "mg": "mg milligrams milligram milligrammes milligramme",
        "g": "grams gram grammes gramme",
        "kg": "kg kilograms kilogram kilogrammes kilogramme kilos kilo",
        "t": "tonnes tonne tons ton",
        "lb": "lb lbs",
        "oz": "oz ounces ounce",
        "ml": "ml millilitres millilitre milliliters milliliter",
        "l": "litres litre liters liter",
        "gal": "gallons gallon",
        "ha": "ha hectares hectare",
        "acre": "acres acre",
        "mph": "mph",
        "km/h": "km/h kph",
        "°C": "°C ºC celsius",
        "°F": "°F ºF fahrenheit",
    }.items()
    for name in names.casefold().split()
}
"""A name in small letters → its unit, the same for all spellings."""
