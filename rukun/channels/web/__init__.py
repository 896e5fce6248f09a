"""The pages, divided by who sits at the desk: portal, warga, pengurus, kelurahan, tapem."""
