package charts

import (
	"cmp"
	"image"
	"image/color"
	"maps"
	"slices"
)

// mostColours is how many colours an image of one byte a pixel has.
const mostColours = 256

// ink is a colour of a raster image as one number.
type ink uint32

func inkAt(pixels []uint8, i int) ink {
	return ink(pixels[i])<<16 | ink(pixels[i+1])<<8 | ink(pixels[i+2])
}

// paletted gives an image with one byte a pixel, which is packed several times as fast as one with four. Of more
// than 256 colours the most frequent stay, and the others, which are shades at the edges of letters and lines, become
// the nearest of them. The same image gives the same bytes.
func paletted(img *image.RGBA) *image.Paletted {
	counts := map[ink]int{}
	width, height := img.Rect.Dx(), img.Rect.Dy()
	for y := range height {
		row := img.Pix[y*img.Stride : y*img.Stride+4*width]
		for i := 0; i < len(row); {
			own := inkAt(row, i)
			first := i
			for i < len(row) && inkAt(row, i) == own {
				i += 4
			}
			counts[own] += (i - first) / 4
		}
	}
	places, palette := inkPlaces(counts)
	out := image.NewPaletted(img.Rect, palette)
	for y := range height {
		row := img.Pix[y*img.Stride : y*img.Stride+4*width]
		last, place := ink(1<<24), uint8(0)
		for x := range width {
			if own := inkAt(row, 4*x); own != last {
				last, place = own, places[own]
			}
			out.Pix[y*out.Stride+x] = place
		}
	}
	return out
}

// inkPlaces gives the palette and the place in it of every colour.
func inkPlaces(counts map[ink]int) (map[ink]uint8, color.Palette) {
	all := slices.SortedFunc(maps.Keys(counts), func(a, b ink) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
	kept := all[:min(len(all), mostColours)]
	places := make(map[ink]uint8, len(all))
	palette := make(color.Palette, len(kept))
	for i, own := range kept {
		places[own] = uint8(i)
		palette[i] = colour(own).rgba()
	}
	for _, own := range all[len(kept):] {
		places[own] = places[slices.MinFunc(kept, func(a, b ink) int { return cmp.Compare(own.far(a), own.far(b)) })]
	}
	return places, palette
}

// far is how far two colours are from each other, squared.
func (k ink) far(other ink) int {
	total := 0
	for _, shift := range []int{0, 8, 16} {
		by := int(k>>shift&0xFF) - int(other>>shift&0xFF)
		total += by * by
	}
	return total
}
